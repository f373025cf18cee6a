namespace EksIngress.Emulator.LoadBalancer.AccessLogs;

/// <summary>URLs of sign-in, without what would let a reader of logs go on with it. AWS writes them whole.</summary>
internal static class AccessLogUrl
{
    private static readonly string[] Secrets = ["code", "state", "session_state"];

    /// <summary>As it is, with <c>***</c> for the values of <c>code</c> and <c>state</c>.</summary>
    /// <param name="query">Without the question mark.</param>
    public static string QueryWithoutSecrets(string query) => string.Join(
        '&',
        query.Split('&').Select(pair => Array.Exists(Secrets, name => pair.StartsWith(name + "=", StringComparison.Ordinal)) ? pair[..(pair.IndexOf('=', StringComparison.Ordinal) + 1)] + "***" : pair));

    /// <inheritdoc cref="QueryWithoutSecrets"/>
    public static string WithoutSecrets(string url) => url.IndexOf('?', StringComparison.Ordinal) is >= 0 and var start
        ? url[..(start + 1)] + QueryWithoutSecrets(url[(start + 1)..])
        : url;
}
