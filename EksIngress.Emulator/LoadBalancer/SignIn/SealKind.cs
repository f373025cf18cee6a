namespace EksIngress.Emulator.LoadBalancer.SignIn;

/// <summary>What a sealed text is for. One made for one use is none for another.</summary>
internal enum SealKind : byte
{
    /// <summary>The <c>state</c> parameter of a redirect to a provider.</summary>
    State = 1,

    /// <summary>The session cookies.</summary>
    Session = 2,
}
