namespace EksIngress.Emulator.LoadBalancer.Desync;

/// <summary>How far a request is from what every HTTP server reads the same way; a higher value is worse.</summary>
/// <remarks>Source: https://github.com/aws/http-desync-guardian/blob/master/docs/README.md</remarks>
internal enum RequestClass
{
    Compliant,

    /// <summary>Not by the RFC, but no risk.</summary>
    Acceptable,

    /// <summary>Servers may differ in what they make of it.</summary>
    Ambiguous,

    /// <summary>Malformed, or made to confuse.</summary>
    Severe,
}
