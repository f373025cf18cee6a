namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>What makes a creating request safe to send again: its token, and a picture of what it asked for.</summary>
internal sealed record ClientToken(string Value, string Request)
{
    /// <summary>The token of a request; null when it has none.</summary>
    public static ClientToken? Find(AwsParameters parameters) =>
        parameters.Find("ClientToken") is { Length: > 0 } value
            ? new ClientToken(value, string.Join('&', parameters.Names.Order(StringComparer.Ordinal).Select(name => $"{name}={parameters.Find(name)}")))
            : null;

    /// <summary>True if an earlier request had this token and asked for the same.</summary>
    /// <exception cref="AwsException"><c>IdempotentParameterMismatch</c>: the same token, and something else asked for.</exception>
    public bool Repeats(ClientToken? earlier) =>
        earlier?.Value == Value
        && (earlier.Request == Request
            ? true
            : throw new AwsException("IdempotentParameterMismatch", "The request uses the same client token as a previous, but non-identical request."));
}
