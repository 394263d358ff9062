package banyan.app.planted.shop.internal;

public record PublicShelf(int boards) {}
