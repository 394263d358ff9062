package banyan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How often a transaction waits for the server: as often as a piece is sent to it. */
final class RoundTripsTest {
  /** Behind it the driver keeps a statement on the server and sends less. */
  private static final int EXECUTIONS = 10;

  private static final String INSERT = "INSERT INTO notes (text) VALUES (:text)";
  private static final String SELECT = "SELECT text FROM notes WHERE text = :text";

  @AutoClose private static final FreshDatabase FRESH = FreshDatabase.on(PostgresVersion.NEWEST);
  @AutoClose private static final Database DATABASE = FRESH.open("alpha");
  @AutoClose private static final Connection CONNECTION = connect();

  private final ContextDatabase alpha =
      new ContextTransactions(
          "alpha",
          RoundTripsTest::jdbi,
          TransactionLimits.of(FreshDatabase.settings(Map.of())),
          new Outage(_ -> {}),
          new DatabaseSpans("alpha"));

  @BeforeAll
  static void prepare() {
    assertThat(DATABASE.state("alpha").isReady()).isTrue();
  }

  @Test
  void readsInOne() {
    assertThat(sent(() -> alpha.read("main", handle -> find(handle, "none")))).isEqualTo(1);
  }

  @Test
  void writesInTwo() {
    assertThat(sent(() -> alpha.write("main", handle -> insert(handle, "a note")))).isEqualTo(2);
  }

  @Test
  void readsInOneForEachStatement() {
    assertThat(
            sent(
                () ->
                    alpha.read(
                        "main", handle -> List.of(find(handle, "none"), find(handle, "nothing")))))
        .isEqualTo(2);
  }

  @Test
  void startsByItselfForAStatementWithoutNames() {
    assertThat(
            sent(
                () ->
                    alpha.write(
                        "main", handle -> handle.execute("DELETE FROM notes WHERE text = ?", "x"))))
        .isEqualTo(3);
  }

  @Test
  void keepsTheTenantForABatch() {
    alpha.write("batch", handle -> insertAll(handle, List.of("one", "two")));

    assertThat(alpha.<List<String>>read("batch", DatabaseTest::texts))
        .containsExactly("one", "two");
    assertThat(alpha.<List<String>>read("main", DatabaseTest::texts)).doesNotContain("one");
  }

  @Test
  void keepsTheTenantForEachStatementOfARead() {
    alpha.write("red", handle -> insert(handle, "red's"));

    List<List<String>> found =
        alpha.read("red", handle -> List.of(find(handle, "red's"), find(handle, "red's")));

    assertThat(found).containsExactly(List.of("red's"), List.of("red's"));
  }

  @Test
  void undoesAWriteWhoseWorkFails() {
    assertThatThrownBy(
            () ->
                alpha.write(
                    "main",
                    handle -> {
                      insert(handle, "undone");
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(alpha.<List<String>>read("main", handle -> find(handle, "undone"))).isEmpty();
  }

  @Test
  void changesNothingInARead() {
    assertThatThrownBy(() -> alpha.read("main", handle -> insert(handle, "forbidden")))
        .hasMessageContaining("read-only");
    assertThat(alpha.<List<String>>read("main", handle -> find(handle, "forbidden"))).isEmpty();
  }

  @Test
  void framesAStatementThatEndsInAComment() {
    String commented = SELECT + " -- by its text";

    assertThat(
            alpha.<List<String>>read(
                "main",
                handle ->
                    handle.createQuery(commented).bind("text", "none").mapTo(String.class).list()))
        .isEmpty();
  }

  private static List<String> find(Handle handle, String text) {
    return handle.createQuery(SELECT).bind("text", text).mapTo(String.class).list();
  }

  private static int insert(Handle handle, String text) {
    return handle.createUpdate(INSERT).bind("text", text).execute();
  }

  private static int[] insertAll(Handle handle, List<String> texts) {
    PreparedBatch batch = handle.prepareBatch(INSERT);
    texts.forEach(text -> batch.bind("text", text).add());
    return batch.execute();
  }

  /** The pieces that the last of some executions sends. */
  private static long sent(Supplier<Object> transaction) {
    long last = 0;
    for (int i = 0; i < EXECUTIONS; i++) {
      long before = CountedSockets.PIECES.get();
      transaction.get();
      last = CountedSockets.PIECES.get() - before;
    }
    return last;
  }

  private static Jdbi jdbi() {
    return Jdbi.create(CONNECTION);
  }

  private static Connection connect() {
    LoginSource source =
        new Connections(FRESH.address()).login(ContextRoles.of("alpha", ""), FreshDatabase.SECRET);
    try {
      source.setSocketFactory(CountedSockets.class.getName());
      return source.getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sockets that count what is written to them at once; the driver makes the factory. */
  public static final class CountedSockets extends SocketFactory {
    static final AtomicLong PIECES = new AtomicLong();

    @Override
    public Socket createSocket() {
      return new Socket() {
        @Override
        public OutputStream getOutputStream() throws IOException {
          return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
              PIECES.incrementAndGet();
              out.write(bytes, from, count);
            }
          };
        }
      };
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
      throw new UnsupportedOperationException();
    }
  }
}
