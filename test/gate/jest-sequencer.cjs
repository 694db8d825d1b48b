const { availableParallelism } = require('node:os');
const { relative } = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;
const load = require('./load.cjs');

/** The order of test/gate/order.ts; suites of the same length in Jest's own order. */
module.exports = class Order extends Sequencer {
  sort(tests) {
    const { checkout } = load('./matching');
    const { orderOf, waiting, workersOn } = load('./order');
    const known = new Map(super.sort(tests).map((test) => [relative(checkout, test.path), test]));
    return orderOf(waiting([...known.keys()]), workersOn(availableParallelism())).map((suite) => known.get(suite));
  }
};
