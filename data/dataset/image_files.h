// Images in files of their own: what a folder or a manifest names.
#ifndef STRIDE_DATA_DATASET_IMAGE_FILES_H_
#define STRIDE_DATA_DATASET_IMAGE_FILES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "stride/data/dataset/dataset.h"
#include "stride/data/image/decode.h"

namespace stride {

struct ImageFile {
  std::string path;  // below the folder, or absolute; the example's id
  int64_t label = 0;
  int64_t line = 0;  // of the manifest
};

struct ImageFiles {
  std::string folder;
  std::vector<ImageFile> files;
  std::vector<std::string> class_names;
  DecodeOptions decode;
  std::string manifest;  // with it, errors of Get begin with "<manifest>:<line>: "
};

// Files are read and decoded by Get.
DatasetPtr MakeImageFilesDataset(ImageFiles images);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_IMAGE_FILES_H_
