#include "stride/data/fetch/catalog.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stride/data/dataset/open_dataset.h"

namespace stride {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::MatchesRegex;

TEST(Catalog, IsConsistent) {
  for (const PublicDataset& dataset : PublicDatasets()) {
    SCOPED_TRACE(dataset.name);
    EXPECT_THAT(DatasetFormats(), Contains(dataset.name));
    EXPECT_THAT(dataset.example, HasSubstr("bazel run //"));
    EXPECT_THAT(dataset.folder, MatchesRegex("[a-z0-9_-]+"));
    ASSERT_FALSE(dataset.addresses.empty());
    for (const std::string& address : dataset.addresses) {
      EXPECT_THAT(address, MatchesRegex("https?://.*/"));
    }
    ASSERT_FALSE(dataset.archives.empty());
    if (!dataset.unpacked.empty()) EXPECT_EQ(dataset.archives.size(), 1);
    for (const DatasetArchive& archive : dataset.archives) {
      EXPECT_THAT(archive.name, MatchesRegex(".*\\.(gz|mat)"));
      EXPECT_GT(archive.identity.bytes, 0);
      EXPECT_THAT(archive.identity.sha256, MatchesRegex("[0-9a-f]+"));
      EXPECT_EQ(archive.identity.sha256.size(), 64);
    }
  }
}

TEST(FindPublicDataset, SaysWhichThereAre) {
  ASSERT_TRUE(FindPublicDataset("cifar10").ok());
  EXPECT_EQ(FindPublicDataset("cifar10")->folder, "cifar-10-batches-bin");
  EXPECT_EQ(FindPublicDataset("stl10").status().message(),
            "no data set is called stl10; there are mnist, fashion_mnist, kmnist, cifar10, "
            "cifar100, svhn");
}

}  // namespace
}  // namespace stride
