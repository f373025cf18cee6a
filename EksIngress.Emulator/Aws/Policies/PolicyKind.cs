namespace EksIngress.Emulator.Aws.Policies;

/// <summary>What a policy is attached to; it decides which elements the document must have.</summary>
internal enum PolicyKind
{
    /// <summary>Permissions of a user, role or session: no Principal.</summary>
    Identity,

    /// <summary>Trust policy of a role: a Principal, and no Resource.</summary>
    Trust,
}
