package banyan.app;

import banyan.platform.RunningProcess;
import banyan.proxy.admin.AdminEndpoint;
import banyan.proxy.admin.AdminListener;
import banyan.proxy.admin.AdminSettings;
import banyan.proxy.ingress.Listener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The outside of a serving process: the listener of clients, that of operators, both on sockets
 * that are bound already, and the run file that tells commands of them.
 */
record Front(URI url, String adminUrl, Path tokenFile) {

  /** Opens both listeners and writes the run file; each is noted in {@code parts}. */
  static Front open(
      ServingProcess process,
      RunningParts parts,
      Listener listener,
      List<AdminEndpoint> endpoints) {
    Path tokenFile = RunFile.folder(process.data()).resolve(process.role() + ".token");
    AdminListener admin =
        new AdminListener(AdminSettings.of(process.settings()), tokenFile, endpoints);
    try {
      admin.start(process.sockets().operators());
    } catch (IOException e) {
      throw CommandFailure.failed("the admin listener did not start: " + e.getMessage(), e);
    }
    parts.add("admin listener", admin);
    try {
      listener.start(process.sockets().clients());
    } catch (IllegalStateException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()), e);
    }
    parts.add("listener", listener);
    Front front = new Front(listener.url(), admin.url(), tokenFile);
    front.write(process, parts);
    return front;
  }

  private void write(ServingProcess process, RunningParts parts) {
    RunFile file =
        new RunFile(
            process.role(),
            RunningProcess.current(),
            url.toString(),
            adminUrl,
            tokenFile.toString());
    file.write(process.data());
    parts.add("run file", () -> file.delete(process.data()));
  }
}
