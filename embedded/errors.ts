/** The numbers and names of MongoDB's errors that this store gives. Clients decide by the number. */
const codeNames: Record<number, string> = {
  1: 'InternalError',
  2: 'BadValue',
  9: 'FailedToParse',
  11: 'UserNotFound',
  13: 'Unauthorized',
  14: 'TypeMismatch',
  15: 'Overflow',
  20: 'IllegalOperation',
  22: 'InvalidBSON',
  26: 'NamespaceNotFound',
  27: 'IndexNotFound',
  28: 'PathNotViable',
  39: 'FileStreamFailed',
  40: 'ConflictingUpdateOperators',
  43: 'CursorNotFound',
  48: 'NamespaceExists',
  50: 'MaxTimeMSExpired',
  52: 'DollarPrefixedFieldName',
  54: 'NotSingleValueField',
  53: 'InvalidIdField',
  56: 'EmptyFieldName',
  59: 'CommandNotFound',
  66: 'ImmutableField',
  67: 'CannotCreateIndex',
  72: 'InvalidOptions',
  73: 'InvalidNamespace',
  85: 'IndexOptionsConflict',
  86: 'IndexKeySpecsConflict',
  111: 'NotExactValueField',
  112: 'WriteConflict',
  115: 'CommandNotSupported',
  117: 'ConflictingOperationInProgress',
  146: 'ExceededMemoryLimit',
  175: 'QueryPlanKilled',
  155: 'CannotBackfillArray',
  171: 'CannotIndexParallelArrays',
  197: 'InvalidIndexSpecificationOption',
  206: 'NoSuchSession',
  225: 'TransactionTooOld',
  238: 'NotImplemented',
  251: 'NoSuchTransaction',
  256: 'TransactionCommitted',
  257: 'TransactionTooLarge',
  261: 'TooManyLogicalSessions',
  263: 'OperationNotSupportedInTransaction',
  276: 'IndexBuildAborted',
  365: 'TemporarilyUnavailable',
  354: 'DataCorruptionDetected',
  10334: 'BSONObjectTooLarge',
  12051: 'CursorInUse',
  11000: 'DuplicateKey',
  14031: 'OutOfDiskSpace',
  50768: 'NotARetryableWriteCommand',
  16840: 'Location16840',
  292: 'QueryExceededMemoryLimitNoDiskUseAllowed',
};

/** A refusal the client is told of, in MongoDB's form. Anything else thrown is a bug and is answered as InternalError. */
export class CommandError extends Error {
  readonly code: number;
  readonly labels: string[];
  readonly details: Record<string, unknown>;

  constructor(code: number, message: string, details: Record<string, unknown> = {}, labels: string[] = []) {
    super(message);
    this.name = 'CommandError';
    this.code = code;
    this.details = details;
    this.labels = labels;
  }

  get codeName(): string {
    return codeNames[this.code] ?? `Location${this.code}`;
  }
}

export function fail(code: number, message: string, details?: Record<string, unknown>): never {
  throw new CommandError(code, message, details);
}

/** What lies outside the supported subset is always refused in these words, so that it can be searched for. */
export function refuse(what: string, code = 115): never {
  throw new CommandError(code, `${what} is not supported by the embedded store`);
}
