namespace EksIngress.Emulator.Aws.Tagging;

/// <summary>The parts of an ARN that say which service tags the resource, and how it calls it.</summary>
/// <param name="Arn">As it was sent.</param>
/// <param name="Region">Empty for what is in none, as all of IAM.</param>
/// <param name="Resource">What stands behind the account, for example <c>security-group/sg-0123456789abcdef0</c>.</param>
internal sealed record TagTarget(string Arn, string Service, string Region, string AccountId, string Resource)
{
    /// <summary>Where resources that are in no region are tagged and found.</summary>
    public const string GlobalRegion = "us-east-1";

    private const int MaxLength = 1011;

    /// <summary>What stands behind the kind of resource: the name with its path, or the id.</summary>
    public string Id => Resource[(Resource.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <summary>The name without path.</summary>
    public string Name => Resource[(Resource.LastIndexOf('/') + 1)..];

    /// <exception cref="AwsException"><c>InvalidParameterException</c>: this is no ARN.</exception>
    public static TagTarget Parse(string arn) =>
        arn.Length <= MaxLength && arn.Split(':', 6) is ["arn", { Length: > 0 }, { Length: > 0 } service, var region, var account, { Length: > 0 } resource]
            ? new TagTarget(arn, service, region, account, resource)
            : throw TaggingErrors.InvalidArn(arn);
}
