namespace EksIngress.Emulator.Aws.Acm;

/// <summary>Quotas, at AWS's defaults.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html</remarks>
internal static class AcmLimits
{
    /// <summary>Certificates of a region, expired ones included.</summary>
    public const int Certificates = 2500;

    /// <exception cref="AwsException"><c>LimitExceededException</c>: there is no room for one more.</exception>
    public static AcmState Check(AcmState state, string region) =>
        state.In(region).Count() < Certificates
            ? state
            : throw AcmErrors.LimitExceeded($"Cannot request more certificates in this account. The quota is {Certificates}.");
}
