#include "stride/data/fetch/catalog.h"

#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace stride {
namespace {

// The four files of MNIST and of those that took its format: images and labels of the training set,
// then of the test set.
PublicDataset IdxDataset(const std::string& name, std::vector<std::string> addresses,
                         const std::array<FileIdentity, 4>& files, std::string example) {
  PublicDataset set;
  set.name = name;
  set.addresses = std::move(addresses);
  set.archives = {{"train-images-idx3-ubyte.gz", files[0]},
                  {"train-labels-idx1-ubyte.gz", files[1]},
                  {"t10k-images-idx3-ubyte.gz", files[2]},
                  {"t10k-labels-idx1-ubyte.gz", files[3]}};
  set.folder = name;
  set.example = std::move(example);
  return set;
}

PublicDataset Mnist() {
  return IdxDataset("mnist",
                    {"https://ossci-datasets.s3.amazonaws.com/mnist/",
                     "https://storage.googleapis.com/cvdf-datasets/mnist/"},
                    {{{9912422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"},
                      {28881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"},
                      {1648877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"},
                      {4542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"}}},
                    "bazel run //:mnist_cnn -- --data_dir=");
}

PublicDataset FashionMnist() {
  return IdxDataset(
      "fashion_mnist",
      {"http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
       "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"},
      {{{26421880, "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"},
        {29515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"},
        {4422102, "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"},
        {5148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"}}},
      "bazel run //:fashion_mnist_cnn -- --data_dir=");
}

PublicDataset Kmnist() {
  return IdxDataset(
      "kmnist", {"http://codh.rois.ac.jp/kmnist/dataset/kmnist/"},
      {{{18165135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"},
        {29497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"},
        {3041136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"},
        {5120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"}}},
      "bazel run //data/pack -- --format=kmnist --output=kmnist.packed --input=");
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

PublicDataset Svhn() {
  PublicDataset set;
  set.name = "svhn";
  set.addresses = {"http://ufldl.stanford.edu/housenumbers/"};
  set.archives = {{"train_32x32.mat",
                   {182040794, "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"}},
                  {"test_32x32.mat",
                   {64275384, "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"}}};
  set.folder = "svhn";
  set.example = "bazel run //data/pack -- --format=svhn --output=svhn.packed --input=";
  return set;
}

}  // namespace

const std::vector<PublicDataset>& PublicDatasets() {
  static const auto* const datasets = new std::vector<PublicDataset>{
      Mnist(), FashionMnist(), Kmnist(), Cifar10(), Cifar100(), Svhn()};
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
