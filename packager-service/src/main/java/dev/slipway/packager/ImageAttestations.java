package dev.slipway.packager;

import dev.slipway.engine.ImageReference;
import dev.slipway.events.Digest;
import dev.slipway.packager.domain.BillOfMaterials;
import dev.slipway.packager.domain.InstalledPackage;
import dev.slipway.packager.domain.Provenance;
import java.util.List;
import java.util.Map;

/** Says what a tested image holds and where it comes from, beside it in the registry. */
record ImageAttestations(PackagingSite site) {

    /** @return their digests; the same at every attempt */
    List<Digest> attach(String repository, dev.slipway.events.ImageReference image) {
        Map<String, String> labels = site.registry().labels(repository, image.digest());
        ImageReference name = ImageReference.parse(image.pullable());
        site.images().ensureImage(name, site.logins().at(site.address()));
        Map<String, byte[]> lists = site.images().read(name, InstalledPackage.LISTS);
        return List.of(
                site.registry().attach(repository, image.digest(), BillOfMaterials.of(image, labels, lists)),
                site.registry().attach(repository, image.digest(), Provenance.of(image, labels)));
    }
}
