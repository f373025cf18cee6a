namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Attributes of a listener.</summary>
internal sealed class ListenerSettingOperations(ElbRegions regions, ElbAccess access) : IElbOperations
{
    private const string Arn = "ListenerArn";

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "DescribeListenerAttributes", Members = new("ListenerArn"), Access = ElbAccess.Describe("DescribeListenerAttributes"), Handle = DescribeAttributesAsync },
        new() { Name = "ModifyListenerAttributes", Members = new("ListenerArn Attributes[](Key Value)"), Access = access.OnResource("ModifyListenerAttributes", Arn), Handle = ModifyAttributesAsync },
    ];

    private ValueTask<AwsResult> DescribeAttributesAsync(AwsCall call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<AwsResult>(new AwsResult.Xml(
            ElbXml.Attributes(regions[call].Current.GetListener(call.Parameters.Get(Arn)).Attributes)));

    private async ValueTask<AwsResult> ModifyAttributesAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var changes = AttributeReader.Read(call);
        var listener = await regions[call].UpdateAsync(
            state =>
            {
                var found = state.GetListener(call.Parameters.Get(Arn));
                var changed = found with { Attributes = found.Attributes.With(changes) };
                return (state with { Listeners = state.Listeners.SetItem(changed.Arn, changed) }, changed);
            },
            cancellationToken);
        return new AwsResult.Xml(ElbXml.Attributes(listener.Attributes));
    }
}
