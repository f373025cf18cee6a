using System.Diagnostics;
using Amazon.EKS.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace EksIngress.Emulator.Tests.Aws;

public sealed class TelemetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DeniedCall_Span_SaysWhoAskedForWhatAndWhatDecided()
    {
        // Other tests' spans pass by as well: this one's are told by the request id.
        var spans = new System.Collections.Concurrent.ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using var bed = await AwsTestbed.StartAsync(Token);
        await bed.CreateRoleAsync("r", """{"Effect":"Allow","Principal":{"AWS":"000000000000"},"Action":"sts:AssumeRole"}""", """{"Effect":"Deny","Action":"eks:Describe*","Resource":"*"}""");
        var session = await bed.Sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::000000000000:role/r", RoleSessionName = "s1" }, Token);

        var exception = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => bed.EksAs(session.Credentials).DescribeClusterAsync(new DescribeClusterRequest { Name = "dev" }, Token));

        var span = await Eks.EksTestbed.WaitAsync(() => Task.FromResult(spans.FirstOrDefault(span => span.GetTagItem("aws.request_id") as string == exception.RequestId)));
        Assert.Equal("eks.DescribeCluster", span.DisplayName);
        Assert.Equal("aws-api", span.GetTagItem("rpc.system"));
        Assert.Equal("DescribeCluster", span.GetTagItem("rpc.method"));
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/r/s1", span.GetTagItem("aws.caller.arn"));
        Assert.Equal("AccessDeniedException", span.GetTagItem("error.type"));
        Assert.Equal("eks:DescribeCluster", span.GetTagItem("aws.iam.action"));
        Assert.Equal("inline policy inline of role r, statement #1", span.GetTagItem("aws.iam.decided_by"));
    }
}
