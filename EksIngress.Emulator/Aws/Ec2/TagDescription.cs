namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>One tag of one resource.</summary>
internal sealed record TagDescription(Ec2Resource Resource, string Key, string Value)
{
    /// <summary>Unique: a resource has a key once.</summary>
    public string SortKey => $"{Resource.Id}/{Key}";
}
