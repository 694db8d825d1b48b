// Jest loads reporters as they are.
module.exports = require('./load.cjs')('./reporter').GateReporter;
