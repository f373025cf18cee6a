namespace EksIngress.Hosting.Local;

/// <summary>
/// Environment variables that leave an AWS SDK nothing but the emulator: its endpoint, an identity that exists there
/// alone, and no way to what the machine knows of real accounts. Processes inherit the AppHost's environment, so it is not
/// enough to leave a variable out: each is given a value.
/// </summary>
internal static class AwsIsolation
{
    private const string ServiceEndpointPrefix = "AWS_ENDPOINT_URL_";

    /// <summary>Ways to credentials, and to profiles that name more ways.</summary>
    private static readonly string[] Emptied =
    [
        "AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY", "AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
        "AWS_CREDENTIAL_EXPIRATION", "AWS_ACCOUNT_ID",
        "AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS__Profile", "AWS__ProfilesLocation",
        "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
    ];

    /// <summary>Sets the variables, whatever the application model or the machine said before.</summary>
    /// <param name="variables">The variables of the process, which are changed.</param>
    /// <param name="inherited">Names of the variables in the AppHost's own environment.</param>
    /// <param name="endpoint">The emulator's AWS endpoint.</param>
    /// <param name="region">Region of the environment.</param>
    /// <param name="emptyConfig">A file with nothing in it.</param>
    /// <param name="identity">Who the process is.</param>
    public static void Apply(
        IDictionary<string, object> variables,
        IEnumerable<string> inherited,
        object endpoint,
        string region,
        string emptyConfig,
        AwsIdentity identity)
    {
        foreach (var name in Emptied)
        {
            variables[name] = "";
        }

        foreach (var name in inherited.Concat(variables.Keys.ToList()))
        {
            if (name.StartsWith(ServiceEndpointPrefix, StringComparison.OrdinalIgnoreCase))
            {
                variables[name] = endpoint;
            }
            else if (name.StartsWith("AWS__", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("AWS_BEARER_TOKEN", StringComparison.OrdinalIgnoreCase))
            {
                variables[name] = "";
            }
        }

        variables["AWS_CONFIG_FILE"] = emptyConfig;
        variables["AWS_SHARED_CREDENTIALS_FILE"] = emptyConfig;
        variables["AWS_EC2_METADATA_DISABLED"] = "true";
        variables["AWS_ENDPOINT_URL"] = endpoint;
        variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false";
        variables["AWS_USE_FIPS_ENDPOINT"] = "false";
        variables["AWS_USE_DUALSTACK_ENDPOINT"] = "false";
        variables["AWS_REGION"] = region;
        variables["AWS_DEFAULT_REGION"] = region;
        variables["AWS__Region"] = region;
        switch (identity)
        {
            case AwsIdentity.AccessKey key:
                variables["AWS_ACCESS_KEY_ID"] = key.Id;
                variables["AWS_SECRET_ACCESS_KEY"] = key.Secret;
                break;
            case AwsIdentity.WebIdentity role:
                variables["AWS_ROLE_ARN"] = role.RoleArn;
                variables["AWS_WEB_IDENTITY_TOKEN_FILE"] = role.TokenFile;
                break;
            default:
                break;
        }
    }

    /// <summary>Names of the environment variables that a configuration was made from, as the environment has them.</summary>
    public static IReadOnlyList<string> InheritedNames(IConfiguration configuration) =>
        [.. configuration.AsEnumerable()
            .Select(pair => pair.Key.Replace(":", "__", StringComparison.Ordinal))
            .Where(name => name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase))];
}
