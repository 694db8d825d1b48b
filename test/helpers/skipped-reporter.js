/** Says what was not asked, and how to get the tool for it: what is skipped silently looks as if it had passed. */
module.exports = class SkippedReporter {
  onRunComplete(_, { testResults }) {
    const skipped = testResults
      .flatMap((file) => file.testResults)
      .filter(({ status, title }) => status === 'pending' && title.startsWith('needs '))
      .map(({ ancestorTitles, title }) => `skipped: ${ancestorTitles.join(' › ')} ${title}`);
    if (skipped.length > 0) process.stderr.write(`\n${[...new Set(skipped)].join('\n')}\n`);
  }
};
