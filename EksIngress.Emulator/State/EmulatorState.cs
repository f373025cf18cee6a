namespace EksIngress.Emulator.State;

/// <summary>What the emulator itself keeps of an environment.</summary>
internal sealed record EmulatorState
{
    public static EmulatorState Empty { get; } = new();

    /// <summary>Twelve digits; empty in an environment that is new. ARNs everywhere carry it, so it stays.</summary>
    public string AccountId { get; init; } = "";

    /// <summary>The certificate authority with its key, as PKCS#12; null before there is one.</summary>
    public byte[]? CertificateAuthority { get; init; }

    /// <summary>Port that the AWS endpoint had; it is taken again if it is free and no other is asked for.</summary>
    public int? AwsPort { get; init; }

    /// <summary>Second octet of the addresses of pods, Services and nodes; null before a cluster was made.</summary>
    public byte? LoopbackNetwork { get; init; }

    /// <summary>Id of the access key that the administrator started with; the key itself is IAM's.</summary>
    public string? AdministratorKeyId { get; init; }
}
