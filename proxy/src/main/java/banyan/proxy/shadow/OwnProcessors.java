package banyan.proxy.shadow;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * The processors of this process, as the JVM tells of them. What it asks is loaded with the first
 * question, so that a process that copies nothing does not start with it. Any thread.
 */
final class OwnProcessors implements Processors {
  /** Below it readings are coarse, and cost something. */
  static final Duration EVERY = Duration.ofSeconds(1);

  @Override
  public Usage usage() {
    Runtime runtime = Runtime.getRuntime();
    return new Usage(
        runtime.availableProcessors(),
        Beans.MACHINE.getProcessCpuTime(),
        Beans.MACHINE.getCpuLoad());
  }

  @Override
  public long nanos(Thread thread) {
    boolean isTold = !thread.isVirtual() && Beans.THREADS.isThreadCpuTimeSupported();
    return isTold ? Beans.THREADS.getThreadCpuTime(thread.threadId()) : -1;
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  private static final class Beans {
    static final OperatingSystemMXBean MACHINE =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  }
}
