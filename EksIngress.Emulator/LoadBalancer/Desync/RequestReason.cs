namespace EksIngress.Emulator.LoadBalancer.Desync;

/// <summary>Why a request is in its class; access logs carry the names.</summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html and
/// https://github.com/aws/http-desync-guardian/blob/master/docs/README.md
/// </remarks>
internal enum RequestReason
{
    Compliant,

    // Acceptable.
    NonCompliantHeader,
    SpaceInUri,
    NonCompliantVersion,
    GetHeadZeroContentLength,
    NonCrLfLineTermination,

    // Ambiguous.
    EmptyHeader,
    AmbiguousUri,
    UndefinedContentLengthSemantics,
    UndefinedTransferEncodingSemantics,
    DuplicateContentLength,
    BothTeClPresent,
    SuspiciousHeader,
    MultilineHeader,
    MissingHeaderColon,
    MissingUri,

    // Severe.
    BadHeader,
    BadUri,
    BadVersion,
    MultipleContentLength,
    BadContentLength,
    MultipleTransferEncodingChunked,
    BadTransferEncoding,
    BadMethod,
}
