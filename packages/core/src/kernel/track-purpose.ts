/** The purpose that site analytics runs under. */
export const TRACK_PURPOSE = 'statistics';
