const Sequencer = require('@jest/test-sequencer').default;

/** Suites of minutes. One that began last would let all others wait for it. */
const LONGEST = ['hadoop/daemons', 'environments', 'hadoop/kerberos-daemons', 'stacks/terraform/', 'stacks/moto'];

/** The longest suites first, then in Jest's own order. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const index = LONGEST.findIndex((name) => path.includes(`/test/${name}`));
      return index < 0 ? LONGEST.length : index;
    };
    return [...super.sort(tests)].sort((a, b) => rank(a) - rank(b));
  }
};
