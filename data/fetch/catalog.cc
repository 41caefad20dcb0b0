#include "stride/data/fetch/catalog.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace stride {
namespace {

PublicDataset Mnist() {
  PublicDataset set;
  set.name = "mnist";
  set.addresses = {"https://ossci-datasets.s3.amazonaws.com/mnist/",
                   "https://storage.googleapis.com/cvdf-datasets/mnist/"};
  set.archives = {
      {"train-images-idx3-ubyte.gz",
       {9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"}},
      {"train-labels-idx1-ubyte.gz",
       {28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"}},
      {"t10k-images-idx3-ubyte.gz",
       {1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"}},
      {"t10k-labels-idx1-ubyte.gz",
       {4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"}},
  };
  set.folder = "mnist";
  set.example = "bazel run //:mnist_cnn -- --data_dir=";
  return set;
}

PublicDataset FashionMnist() {
  PublicDataset set;
  set.name = "fashion_mnist";
  set.addresses = {"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                   "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"};
  set.archives = {
      {"train-images-idx3-ubyte.gz",
       {26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"}},
      {"train-labels-idx1-ubyte.gz",
       {29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"}},
      {"t10k-images-idx3-ubyte.gz",
       {4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"}},
      {"t10k-labels-idx1-ubyte.gz",
       {5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"}},
  };
  set.folder = "fashion_mnist";
  set.example = "bazel run //:fashion_mnist_cnn -- --data_dir=";
  return set;
}

PublicDataset Kmnist() {
  PublicDataset set;
  set.name = "kmnist";
  set.addresses = {"http://codh.rois.ac.jp/kmnist/dataset/kmnist/"};
  set.archives = {
      {"train-images-idx3-ubyte.gz",
       {18165135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"}},
      {"train-labels-idx1-ubyte.gz",
       {29497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"}},
      {"t10k-images-idx3-ubyte.gz",
       {3041136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"}},
      {"t10k-labels-idx1-ubyte.gz",
       {5120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"}},
  };
  set.folder = "kmnist";
  set.example = "bazel run //data/pack -- --format=kmnist --output=kmnist.packed --input=";
  return set;
}

PublicDataset Cifar10() {
  PublicDataset set;
  set.name = "cifar10";
  set.addresses = {"https://www.cs.toronto.edu/~kriz/"};
  set.archives = {
      {"cifar-10-binary.tar.gz",
       {170052171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"}}};
  set.folder = "cifar-10-batches-bin";
  set.unpacked = {{"data_batch_1.bin", 30730000}, {"data_batch_2.bin", 30730000},
                  {"data_batch_3.bin", 30730000}, {"data_batch_4.bin", 30730000},
                  {"data_batch_5.bin", 30730000}, {"test_batch.bin", 30730000}};
  set.example = "bazel run //:cifar10_cnn -- --data_dir=";
  return set;
}

PublicDataset Cifar100() {
  PublicDataset set;
  set.name = "cifar100";
  set.addresses = {"https://www.cs.toronto.edu/~kriz/"};
  set.archives = {
      {"cifar-100-binary.tar.gz",
       {168513733, "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"}}};
  set.folder = "cifar-100-binary";
  set.unpacked = {{"train.bin", 153700000}, {"test.bin", 30740000}};
  set.example = "bazel run //data/pack -- --format=cifar100 --output=cifar100.packed --input=";
  return set;
}

}  // namespace

const std::vector<PublicDataset>& PublicDatasets() {
  static const auto* const datasets =
      new std::vector<PublicDataset>{Mnist(), FashionMnist(), Kmnist(), Cifar10(), Cifar100()};
  return *datasets;
}

absl::StatusOr<PublicDataset> FindPublicDataset(absl::string_view name) {
  std::vector<std::string> names;
  for (const PublicDataset& dataset : PublicDatasets()) {
    if (dataset.name == name) return dataset;
    names.push_back(dataset.name);
  }
  return absl::InvalidArgumentError(
      absl::StrCat("no data set is called ", name, "; there are ", absl::StrJoin(names, ", ")));
}

}  // namespace stride
