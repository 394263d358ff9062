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
 * native access is denied, threads stay what they were. A thread that is started later by this one
 * is born as nice. Of the thread that it is asked on.
 */
public final class Niceness {
  /** What threads that work for copies add: the weight of such a thread is a tenth of another's. */
  static final int OF_COPIES = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

  private boolean isRaised;

  /** Lets the calling thread stand back for good; again, it does nothing. Never fails. */
  public void standBack() {
    if (isRaised) {
      return;
    }
    isRaised = true;
    try {
      CLibrary library = CLibrary.FOUND;
      if (library != null && !library.addToNiceness(OF_COPIES)) {
        LOG.debug("the system keeps a thread of copies as nice as it was");
      }
    } catch (Throwable e) {
      LOG.debug("a thread of copies stays as nice as it was", e);
    }
  }

  /**
   * What the C library has; looked up with the first copy, since a start has no use for it.
   *
   * @param get {@code getpriority}
   * @param set {@code setpriority}
   */
  @SuppressWarnings("restricted")
  private record CLibrary(MethodHandle get, MethodHandle set) {
    /** {@code PRIO_PROCESS}, which Linux takes for a thread; a process is its first one. */
    private static final int OF_TASK = 0;

    private static final int THIS_TASK = 0;
    private static final int NICENESS_MAX = 19;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    static final @Nullable CLibrary FOUND = find();

    private static @Nullable CLibrary find() {
      if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).equals("linux")) {
        return null;
      }
      Linker linker = Linker.nativeLinker();
      return new CLibrary(
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("getpriority"),
              FunctionDescriptor.of(INT, INT, INT)),
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("setpriority"),
              FunctionDescriptor.of(INT, INT, INT, INT)));
    }

    /** Adds to what the process is: it may be nice as a whole, and this thread by its birth. */
    boolean addToNiceness(int more) throws Throwable {
      int first = Math.toIntExact(ProcessHandle.current().pid());
      int own = (int) get.invokeExact(OF_TASK, first);
      int wanted = Math.min(own + more, NICENESS_MAX);
      return (int) set.invokeExact(OF_TASK, THIS_TASK, wanted) == 0;
    }
  }
}
