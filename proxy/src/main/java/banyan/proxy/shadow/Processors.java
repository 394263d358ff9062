package banyan.proxy.shadow;

import java.time.Duration;

/** What can be learned of the processors that this process runs on. Any thread. */
public interface Processors {
  /**
   * How much of them is taken.
   *
   * @param count that the process may use, at least 1
   * @param processNanos of processor time that the process took since it started
   * @param machineLoad by everybody since it was asked last, from 0 to 1; not above 0 where nobody
   *     tells
   */
  record Usage(int count, long processNanos, double machineLoad) {}

  Usage usage();

  /** Processor time that a thread took since it started, in ns; below 0 where nobody tells. */
  long nanos(Thread thread);

  /** Time between two looks at them: above 0. */
  Duration every();

  /** Those of this process, as the JVM tells of them. */
  static Processors own() {
    return new OwnProcessors();
  }
}
