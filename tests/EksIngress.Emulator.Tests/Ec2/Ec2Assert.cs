using Amazon.EC2;

namespace EksIngress.Emulator.Tests.Ec2;

internal static class Ec2Assert
{
    /// <summary>The call fails with this code; answers the exception for a closer look.</summary>
    public static async Task<AmazonEC2Exception> FailsAsync(string code, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<AmazonEC2Exception>(call);
        Assert.Equal(code, exception.ErrorCode);
        return exception;
    }
}
