const { relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;
const load = require('./load.cjs');

/** The longest suites first, so that none of them begins when all others are done; those of the same length in Jest's own order. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const { checkout } = load('./matching');
    const { lengths } = load('./lengths');
    const suites = tests.map((test) => relative(checkout, test.path));
    const seconds = lengths(suites);
    const lengthOf = ({ path }) => seconds.get(relative(checkout, path));
    return [...super.sort(tests)].sort((a, b) => lengthOf(b) - lengthOf(a));
  }
};
