package banyan.app;

import banyan.wire.Secret;
import banyan.wire.Settings;

final class InstallationSecret {
  private InstallationSecret() {}
  static Secret of(Settings settings) { return settings.get(Foreign.SECRET); }
}
