package banyan.app.planted.cart;

import banyan.app.planted.shop.Shop;
import banyan.app.planted.shop.internal.PublicShelf;

record CartThatReachesInside(Shop allowed, PublicShelf forbidden) {}
