package banyan.proxy.shadow;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far back one thread stands in the line for a processor. On Linux each thread has a niceness
 * of its own and may raise it without any right (setpriority(2), sched(7)); elsewhere, and where
 * native access is denied, threads stay what they were. Of the thread that it is asked on.
 */
public final class Niceness {
  /**
   * Of threads that work for copies: beside one that answers clients, and never rests, such a
   * thread gets a tenth of the processor, and it gives way to others as soon as they wake up.
   */
  static final int OF_COPIES = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

  private boolean isRaised;

  /** Lets the calling thread stand back for good; again, it does nothing. Never fails. */
  public void standBack() {
    if (!isRaised) {
      isRaised = true;
      raise();
    }
  }

  private static void raise() {
    MethodHandle setPriority = CLibrary.SET_PRIORITY;
    if (setPriority == null) {
      return;
    }
    try {
      int failed = (int) setPriority.invokeExact(CLibrary.OF_TASK, CLibrary.THIS_TASK, OF_COPIES);
      if (failed != 0) {
        LOG.debug("the system keeps a thread of copies as nice as it was");
      }
    } catch (Throwable e) {
      LOG.debug("a thread of copies stays as nice as it was", e);
    }
  }

  /** What the C library has; looked up with the first copy, since a start has no use for it. */
  @SuppressWarnings("restricted")
  private static final class CLibrary {
    /** {@code PRIO_PROCESS}, which Linux takes for a thread, and the calling one. */
    static final int OF_TASK = 0;

    static final int THIS_TASK = 0;

    static final @Nullable MethodHandle SET_PRIORITY = find();

    private static @Nullable MethodHandle find() {
      if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
        return null;
      }
      try {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
            linker.defaultLookup().findOrThrow("setpriority"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
      } catch (RuntimeException | LinkageError e) {
        // No foreign functions on this platform, or a policy against them.
        LOG.debug("threads of copies cannot be made nicer here", e);
        return null;
      }
    }
  }
}
