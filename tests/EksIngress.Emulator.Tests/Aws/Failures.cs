using Amazon.Runtime;

namespace EksIngress.Emulator.Tests.Aws;

/// <summary>Calls that AWS refuses, as the SDK tells them.</summary>
internal static class Failures
{
    public static async Task<string?> CodeAsync(Func<Task> call) => (await Assert.ThrowsAnyAsync<AmazonServiceException>(call)).ErrorCode;

    /// <returns><c>CODE: MESSAGE</c>.</returns>
    public static async Task<string> TextAsync(Func<Task> call)
    {
        var failure = await Assert.ThrowsAnyAsync<AmazonServiceException>(call);
        return $"{failure.ErrorCode}: {failure.Message}";
    }
}
