/**
 * How many copies of the data there are, and where.
 *
 * @see https://apple.github.io/foundationdb/configuration.html#choosing-a-redundancy-mode
 */
export enum FoundationDbRedundancy {
  /** One copy: the loss of any process stops the database, the loss of a volume is the loss of data. For laptops. */
  SINGLE = 'single',
  /** Two copies and three coordinators: survives the loss of one zone, or of one host where there are fewer than three zones. */
  DOUBLE = 'double',
  /** Three copies and five coordinators: survives the loss of any two hosts; of a zone where no zone holds more than two processes of a class. */
  TRIPLE = 'triple',
  /** Three copies in three zones, and nine coordinators: survives the loss of a zone and of one host more. */
  THREE_DATA_HALL = 'three_data_hall',
}
