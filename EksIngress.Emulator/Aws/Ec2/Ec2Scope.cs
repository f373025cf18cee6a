namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>A region as one request sees it.</summary>
internal class Ec2Scope(Ec2State state, string region, string accountId, DateTimeOffset now)
{
    public Ec2State State { get; protected set; } = state;

    public string Region { get; } = region;

    public string AccountId { get; } = accountId;

    public DateTimeOffset Now { get; } = now;

    /// <exception cref="AwsException">The kind's malformed or not-found code.</exception>
    public T Get<T>(Ec2ResourceType type, string id)
        where T : Ec2Resource
    {
        type.RequireShape(id);
        return State.Find<T>(id) ?? throw type.NotFound(id);
    }

    public string Arn(Ec2Resource resource) => Arn(resource.Type, resource.Id);

    /// <param name="id">Id, or <c>*</c> for one that is about to be made.</param>
    public string Arn(Ec2ResourceType type, string id) =>
        $"arn:{AvailabilityZones.PartitionOf(Region)}:ec2:{Region}:{AccountId}:{type.Name}/{id}";
}
