package banyan.bench;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * How many bytes another JVM of this machine has allocated, all threads together, ended ones too,
 * and how many are live.
 */
final class JvmAllocation implements AutoCloseable {
  private static final String THREADS = "java.lang:type=Threading";
  private static final String TOTAL = "TotalThreadAllocatedBytes";
  private static final String MEMORY = "java.lang:type=Memory";

  private final JMXConnector connector;

  private JvmAllocation(JMXConnector connector) {
    this.connector = connector;
  }

  @SuppressWarnings("BanJNDI") // the address is that of a process which this run has started
  static JvmAllocation of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        String address = machine.startLocalManagementAgent();
        return new JvmAllocation(JMXConnectorFactory.connect(new JMXServiceURL(address)));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException | IOException e) {
      throw new BenchFailure("process " + pid + " cannot be asked what it allocates", e);
    }
  }

  long bytes() {
    try {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      return (Long) beans.getAttribute(new ObjectName(THREADS), TOTAL);
    } catch (JMException | IOException e) {
      throw new BenchFailure("a JVM does not say what it allocates", e);
    }
  }

  /** What is live on its heap, behind a collection. */
  long liveBytes() {
    try {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      ObjectName memory = new ObjectName(MEMORY);
      beans.invoke(memory, "gc", null, null);
      return (Long) ((CompositeData) beans.getAttribute(memory, "HeapMemoryUsage")).get("used");
    } catch (JMException | IOException e) {
      throw new BenchFailure("a JVM does not say what it holds", e);
    }
  }

  /** What it costs to ask: to be taken off what lies between two questions. */
  long bytesOfAQuestion() {
    long first = bytes();
    return bytes() - first;
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new BenchFailure("a connection to a JVM does not close", e);
    }
  }
}
