"""The words of each error code, in the two languages of X-TC-Language."""

DEFAULT_LANGUAGE = "zh-CN"

# code: (zh-CN, en-US); {} takes a detail.
FAILED_OPERATIONS = {
    "CertificateInvalid": ("证书不合法。", "The certificate is invalid."),
    "CertificateNotFound": ("证书不存在。", "Certificate does not exist."),
    "ConfirmLetterTooLarge": (
        "确认函文件太大（需小于1.4MB）。",
        "The confirmation letter is too large (less than 1.4 MB is required).",
    ),
    "ConfirmLetterTooSmall": (
        "确认函文件太小（需大于1KB）。",
        "The confirmation letter is too small (more than 1 KB is required).",
    ),
    "FileTooLarge": ("文件太大，请上传小于1.4MB的文件。", "The file is too large."),
    "FileTooSmall": ("文件太小，请上传清晰的图片。", "The file is too small."),
    "InvalidCertificateSource": ("证书来源错误。", "The certificate's source takes no letters."),
    "InvalidCertificateStatusCode": ("证书状态不正确。", "The certificate's status forbids this."),
    "InvalidConfirmLetterFormat": (
        "确认函格式错误（需为JPG、JPEG、PNG、PDF格式）。",
        "The confirmation letter must be in JPG, JPEG, PNG or PDF format.",
    ),
    "InvalidConfirmLetterFormatWosign": (
        "确认函格式错误（需为JPG、PDF、GIF格式）。",
        "The confirmation letter must be in JPG, PDF or GIF format.",
    ),
    "InvalidFileType": ("文件格式错误，请重新上传。", "The file type is wrong."),
    "NetworkError": ("CA系统繁忙，请稍后重试。", "The CA system is busy, try later."),
    "UploadConfirmCertificateNotSupport": (
        "该证书不支持通过接口上传确认函，请前往控制台操作。",
        "This certificate's letter cannot be uploaded by API; please use the console.",
    ),
    "UploadConfirmCertificateNotSupportDV": (
        "DV证书无需上传确认函。",
        "A DV certificate does not take a confirmation letter.",
    ),
}
AUTH_FAILURES = {
    "InvalidAuthorization": (
        "请求头部的 Authorization 不符合腾讯云标准。{}",
        "The Authorization header does not meet the requirements of Tencent Cloud. {}",
    ),
    "SecretIdNotFound": (
        "密钥不存在。请检查密钥是否已被删除或者禁用，密钥前后不得有空格。",
        "The SecretId is not found, deleted or disabled; no blanks are allowed around it.",
    ),
    "SignatureExpire": (
        "签名过期。时间戳与服务器时间相差不得超过五分钟。{}",
        "The signature has expired. Timestamp and server time may differ by five minutes. {}",
    ),
    "SignatureFailure": (
        "签名错误。签名计算错误，请对照调用方式中的签名方法文档检查签名计算过程。{}",
        "The provided credentials could not be validated. Please check your signature. {}",
    ),
    "TokenFailure": ("Token 错误。", "The token is wrong or has expired."),
    "UnauthorizedOperation": (
        "请求未授权。您没有执行 ssl:{} 的权限，请参考 CAM 文档对鉴权的说明。",
        "The request is not authorised: no permission for ssl:{} on resource certificate/*.",
    ),
}
MESSAGES = {
    "FailedOperation": ("操作失败。", "The operation failed."),
    "InternalError": ("内部错误。", "An internal error has occurred."),
    "InvalidAction": ("接口不存在：{}。", "The action does not exist: {}."),
    "InvalidParameter": ("参数错误：{}。", "A parameter is wrong: {}."),
    "InvalidParameter.CertificateIdNumberLimit": (
        "证书ID数量超出上限50。",
        "More than 50 certificate IDs.",
    ),
    "InvalidParameterValue": ("参数取值错误：{}。", "The value of a parameter is wrong: {}."),
    "InvalidRequest": ("请求 body 的格式错误：{}。", "The form of the request body is wrong: {}."),
    "MissingParameter": ("缺少参数：{}。", "The request is missing a required parameter: {}."),
    "NoSuchVersion": ("接口版本不存在：{}。", "The API version does not exist: {}."),
    "RequestLimitExceeded": ("请求的次数超过了频率限制：{}。", "Too many requests: {}."),
    "RequestSizeLimitExceeded": ("请求包超过限制大小。", "The request exceeds the size limit."),
    "UnknownParameter": ("未知参数：{}。", "The parameter is not recognised: {}."),
    "UnsupportedOperation": ("操作不支持：{}。", "The operation is not supported: {}."),
    "UnsupportedProtocol": ("HTTP(S) 请求协议错误：{}。", "The HTTP method is not supported: {}."),
    **{f"FailedOperation.{name}": words for name, words in FAILED_OPERATIONS.items()},
    **{f"AuthFailure.{name}": words for name, words in AUTH_FAILURES.items()},
}
OTHER = ("操作失败（{}）。", "The operation failed ({}).")


class Refused(Exception):
    """A call to which the service responds with an Error of this code; `words` replace its own."""

    def __init__(self, *, code: str, detail: str = "", words: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.words = words

    def message(self, language: str) -> str:
        """Give what stands in Error.Message: in Chinese in any language but `en-US`."""
        if self.words is not None:
            return self.words
        chinese, english = MESSAGES.get(self.code, OTHER)
        words = english if language == "en-US" else chinese
        return words.format(self.detail if self.code in MESSAGES else self.code).strip()
