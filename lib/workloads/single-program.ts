import { Construct } from 'constructs';
import { Job } from '../kubernetes';
import { Program, ProgramInput } from './program';

/** What a SingleProgram is made from, complete. */
export interface SingleProgramInput extends ProgramInput {
  /** How often it is begun again where it failed: it finds what the one before has done. */
  readonly retries: number;
  /** Whether what comes after it waits until it has succeeded. */
  readonly waitFor: boolean;
}

/** A program that runs to its end once, and again when anything of it changes. */
export class SingleProgram extends Program {
  public constructor(scope: Construct, id: string, props: SingleProgramInput) {
    super(scope, id, props);
    const { name, retries, waitFor } = props;
    new Job(this, 'Job', { ...this.batch, name, retries, renewed: true, waitFor });
  }
}
