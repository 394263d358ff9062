package banyan.app.planted.shop.internal;

public final class ShopModule {}
