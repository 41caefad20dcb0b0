#include "stride/data/image/jpeg.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

// libjpeg's headers need <cstddef> and <cstdio> before them, and this order.
// clang-format off
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

#include "absl/strings/str_cat.h"

namespace stride {
namespace {

// libjpeg reports an error by a function that must not return. What the picture is read into lives
// outside of the function that setjmp returns to.
struct Decoder {
  jpeg_decompress_struct info = {};
  jpeg_error_mgr errors = {};
  std::jmp_buf on_error;
  std::string message;
};

Decoder* DecoderOf(j_common_ptr info) { return static_cast<Decoder*>(info->client_data); }

[[noreturn]] void Fail(j_common_ptr info) {
  char message[JMSG_LENGTH_MAX];
  info->err->format_message(info, message);
  DecoderOf(info)->message = message;
  std::longjmp(DecoderOf(info)->on_error, 1);
}

// Warnings after which libjpeg makes up pixels. Others, as of bytes that it skipped, are harmless.
bool LosesPixels(int code) {
  return code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER || code == JWRN_HUFF_BAD_CODE ||
         code == JWRN_ARITH_BAD_CODE || code == JWRN_MUST_RESYNC || code == JWRN_BOGUS_PROGRESSION;
}

void Warn(j_common_ptr info, int level) {
  if (level < 0 && LosesPixels(info->err->msg_code)) Fail(info);
}

absl::Status Damaged(const Decoder& decoder, size_t bytes) {
  return absl::DataLossError(absl::StrCat("JPEG of ", bytes, " bytes is truncated or damaged: ",
                                          decoder.message, "; fetch it again, or leave it out"));
}

bool ReadHeader(Decoder& decoder, absl::string_view bytes) {
  if (setjmp(decoder.on_error) != 0) return false;
  jpeg_create_decompress(&decoder.info);
  jpeg_mem_src(&decoder.info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&decoder.info, TRUE);
  return true;
}

bool ReadPixels(Decoder& decoder, uint8_t* out) {
  if (setjmp(decoder.on_error) != 0) return false;
  jpeg_start_decompress(&decoder.info);
  const size_t row_bytes = size_t{decoder.info.output_width} * decoder.info.output_components;
  while (decoder.info.output_scanline < decoder.info.output_height) {
    JSAMPROW row = out + decoder.info.output_scanline * row_bytes;
    jpeg_read_scanlines(&decoder.info, &row, 1);
  }
  jpeg_finish_decompress(&decoder.info);
  return true;
}

absl::StatusOr<Image> Decode(Decoder& decoder, absl::string_view bytes, int64_t max_pixels) {
  if (!ReadHeader(decoder, bytes)) return Damaged(decoder, bytes.size());
  jpeg_decompress_struct& info = decoder.info;
  const int64_t pixels = int64_t{info.image_width} * info.image_height;
  if (pixels > max_pixels) {
    return absl::InvalidArgumentError(absl::StrCat("JPEG of ", info.image_height, "x",
                                                   info.image_width, " pixels, more than the ",
                                                   max_pixels, " allowed; raise max_pixels"));
  }
  if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK) {
    return absl::UnimplementedError("JPEG in CMYK");
  }
  const bool grey = info.jpeg_color_space == JCS_GRAYSCALE;
  info.out_color_space = grey ? JCS_GRAYSCALE : JCS_RGB;
  Image image(static_cast<int>(info.image_height), static_cast<int>(info.image_width),
              grey ? 1 : 3);
  if (!ReadPixels(decoder, image.mutable_data())) return Damaged(decoder, bytes.size());
  return image;
}

}  // namespace

bool IsJpeg(absl::string_view bytes) {
  return bytes.size() >= 3 && bytes.substr(0, 3) == absl::string_view("\xff\xd8\xff", 3);
}

absl::StatusOr<Image> DecodeJpeg(absl::string_view bytes, int64_t max_pixels) {
  Decoder decoder;
  decoder.info.err = jpeg_std_error(&decoder.errors);
  decoder.info.client_data = &decoder;  // libjpeg keeps it and err when it clears the rest
  decoder.errors.error_exit = Fail;
  decoder.errors.emit_message = Warn;
  absl::StatusOr<Image> image = Decode(decoder, bytes, max_pixels);
  jpeg_destroy_decompress(&decoder.info);
  return image;
}

}  // namespace stride
