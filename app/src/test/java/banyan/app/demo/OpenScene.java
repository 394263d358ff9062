package banyan.app.demo;

import banyan.acceptance.Deployable;
import banyan.platform.database.embedded.EmbeddedServer;
import banyan.testing.ReadyCluster;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A scene on a database of its own, whose shows nobody ends early. */
record OpenScene(DemoFolder folder, EmbeddedServer server, Scene scene) implements AutoCloseable {
  static final Waiting WAITING =
      limit -> {
        try {
          return new CountDownLatch(1).await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return true;
        }
      };

  static OpenScene open() throws IOException {
    DemoFolder folder = DemoFolder.temporary();
    EmbeddedServer server = ReadyCluster.start(folder.path());
    JavaProgram program = new JavaProgram(Deployable.program(List.of("demo")));
    return new OpenScene(
        folder, server, Scene.open(program, folder.path(), server.address(), true, WAITING));
  }

  @Override
  public void close() {
    scene.close();
    server.close();
    folder.close();
  }
}
