import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { lostFile } from './lost-file.ts';

/**
 * Says at the end, in one line, how many tests ran in all engines together, and each file none of whose tests came to an end in one;
 * @web/test-runner says it per engine and test.
 */
export function countReporter(): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      const counts = sessions.map(countSession);
      const total = (key: 'passed' | 'failed' | 'skipped') => counts.reduce((sum, count) => sum + count[key], 0);
      sessions.forEach(({ browser, testFile }, at) => {
        if (testFile && counts[at]?.lost) console.log(lostFile(browser.name, relative('', testFile)));
      });
      console.log(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
    },
  };
}

function countSession({ testResults, passed }: TestSession) {
  const count = { passed: 0, failed: 0, skipped: 0, lost: false };
  const add = ({ tests, suites }: TestSuiteResult): void => {
    for (const test of tests) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
    suites.forEach(add);
  };
  if (testResults) add(testResults);
  // A file that does not load, or throws outside its tests, has no failed test to show for it.
  if (!passed && count.failed === 0) {
    count.failed = 1;
    count.lost = count.passed === 0;
  }
  // Tests that are declared too late, in an asynchronous suite, never run, and nothing else says so.
  if (count.passed + count.failed + count.skipped === 0) count.failed = 1;
  return count;
}
