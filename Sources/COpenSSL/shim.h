// libcrypto of OpenSSL 3.0, the calls that Sources/VerifyCore/Crypto wraps. No other file includes it.
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

/// EVP_PKEY_PUBLIC_KEY, a macro that Swift cannot read.
static const int selection_of_public_key = EVP_PKEY_PUBLIC_KEY;
