namespace EksIngress.Emulator.Aws.Signing;

/// <summary>Why a signature was refused; each protocol has its own error code for it.</summary>
internal enum SignatureFault
{
    /// <summary>Nothing was signed.</summary>
    Missing,

    /// <summary>The signature lacks a part, or a part cannot be read.</summary>
    Incomplete,

    /// <summary>No such access key, or a session token that does not belong to it.</summary>
    UnknownKey,

    /// <summary>The session's credentials have expired.</summary>
    ExpiredToken,

    /// <summary>The request was signed too long ago, or for a time to come.</summary>
    OutsideTime,

    /// <summary>The signature is another than the one computed from the request.</summary>
    Mismatch,
}
