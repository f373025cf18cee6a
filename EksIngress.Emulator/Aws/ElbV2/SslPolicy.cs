namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>A predefined security policy: what an HTTPS listener offers its clients.</summary>
/// <param name="Protocols">The newest first, as the API names them: <c>TLSv1.3</c>, <c>TLSv1.2</c>, <c>TLSv1.1</c>, <c>TLSv1</c>.</param>
/// <param name="Ciphers">In order of preference, by OpenSSL's names.</param>
internal sealed record SslPolicy(string Name, IReadOnlyList<string> Protocols, IReadOnlyList<string> Ciphers);
