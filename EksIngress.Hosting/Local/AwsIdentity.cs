namespace EksIngress.Hosting.Local;

/// <summary>Who a process is to the emulated account. A closed set.</summary>
internal abstract record AwsIdentity
{
    private AwsIdentity()
    {
    }

    /// <summary>Nobody: it has no credentials.</summary>
    internal sealed record None : AwsIdentity;

    /// <summary>The owner of an access key.</summary>
    internal sealed record AccessKey(string Id, string Secret) : AwsIdentity;

    /// <summary>A role that the process takes with the token of its ServiceAccount.</summary>
    internal sealed record WebIdentity(string RoleArn, string TokenFile) : AwsIdentity;
}
