namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Attributes and certificates of a listener.</summary>
internal sealed class ListenerSettingOperations(ElbRegions regions, ElbAccess access) : IElbOperations
{
    private const string Arn = "ListenerArn";

    public IEnumerable<AwsOperation> Operations =>
    [
        new() { Name = "DescribeListenerAttributes", Access = ElbAccess.Describe("DescribeListenerAttributes"), Handle = DescribeAttributesAsync },
        new() { Name = "ModifyListenerAttributes", Access = access.OnResource("ModifyListenerAttributes", Arn), Handle = ModifyAttributesAsync },
        new() { Name = "DescribeListenerCertificates", Access = ElbAccess.Describe("DescribeListenerCertificates"), Handle = DescribeCertificatesAsync },
        new() { Name = "AddListenerCertificates", Access = access.OnResource("AddListenerCertificates", Arn), Handle = RefuseCertificatesAsync },
        new() { Name = "RemoveListenerCertificates", Access = access.OnResource("RemoveListenerCertificates", Arn), Handle = RefuseCertificatesAsync },
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

    // All listeners speak HTTP, so none has a certificate.
    private ValueTask<AwsResult> DescribeCertificatesAsync(AwsCall call, CancellationToken cancellationToken)
    {
        _ = regions[call].Current.GetListener(call.Parameters.Get(Arn));
        return ValueTask.FromResult<AwsResult>(new AwsResult.Xml(ElbXml.Strings("Certificates", [])));
    }

    private ValueTask<AwsResult> RefuseCertificatesAsync(AwsCall call, CancellationToken cancellationToken)
    {
        var listener = regions[call].Current.GetListener(call.Parameters.Get(Arn));
        throw ElbErrors.InvalidConfigurationRequest($"Listener '{listener.Arn}' has protocol {listener.Protocol} and takes no certificates");
    }
}
