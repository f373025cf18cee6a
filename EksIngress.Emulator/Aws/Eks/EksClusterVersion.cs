namespace EksIngress.Emulator.Aws.Eks;

/// <summary>A Kubernetes version and how long EKS supports it.</summary>
internal sealed record EksClusterVersion(string Version, DateTimeOffset ReleaseDate, DateTimeOffset EndOfStandardSupport, DateTimeOffset EndOfExtendedSupport)
{
    /// <summary><c>STANDARD_SUPPORT</c>, <c>EXTENDED_SUPPORT</c> or <c>UNSUPPORTED</c>.</summary>
    public string StatusAt(DateTimeOffset now)
    {
        if (now < EndOfStandardSupport)
        {
            return "STANDARD_SUPPORT";
        }

        return now < EndOfExtendedSupport ? "EXTENDED_SUPPORT" : "UNSUPPORTED";
    }
}
