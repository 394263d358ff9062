package banyan.app.planted.proxy;

import banyan.app.planted.shop.Shop;
import java.sql.Connection;

public record ProxyThatReadsTables(Connection connection, Shop shop) {}
