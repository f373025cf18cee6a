namespace EksIngress.Emulator.Aws;

/// <summary>Who signed a request, as GetCallerIdentity answers it.</summary>
/// <param name="Arn">
/// <c>arn:aws:iam::000000000000:user/admin</c>, or for role sessions
/// <c>arn:aws:sts::000000000000:assumed-role/ROLE/SESSION</c>.
/// </param>
/// <param name="UserId"><c>AIDA…</c>, or <c>AROA…:SESSION</c>.</param>
/// <param name="AccountId">Twelve digits.</param>
internal sealed record CallerIdentity(string Arn, string UserId, string AccountId)
{
    /// <summary>The user, or of a session its role with path: <c>arn:aws:iam::000000000000:role/PATH/ROLE</c>.</summary>
    public required string PrincipalArn { get; init; }
}
