// The player keeps its place in its own storage and tells its provider what was played.
const button = document.querySelector('#play');
const state = document.querySelector('#state');
button.addEventListener('click', () => {
  const playing = button.getAttribute('aria-pressed') !== 'true';
  button.setAttribute('aria-pressed', String(playing));
  button.querySelector('span').textContent = playing ? '一時停止する' : '再生する';
  state.textContent = playing ? '再生しています' : '一時停止しています';
  try {
    localStorage.setItem('video_resume', String(Date.now()));
  } catch {
    // Storage of frames is blocked in some browsers; playing works without.
  }
  if (playing) navigator.sendBeacon('/video/played');
});
