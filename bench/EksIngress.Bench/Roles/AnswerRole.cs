using System.Text;

namespace EksIngress.Bench.Roles;

/// <summary>A bare Kestrel: reads a request, and answers what it was given at the start.</summary>
internal static class AnswerRole
{
    /// <param name="file">Media type, a line break, and the body.</param>
    public static async Task<int> RunAsync(string file)
    {
        var text = await File.ReadAllTextAsync(file);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var (type, body) = (text[..end], Encoding.UTF8.GetBytes(text[(end + 1)..]));
        var app = Role.CreateBuilder().Build();
        app.Run(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.ContentType = type;
            context.Response.ContentLength = body.Length;
            context.Response.Headers["x-amzn-RequestId"] = "00000000-0000-0000-0000-000000000000";
            await context.Response.Body.WriteAsync(body);
        });
        return await Role.ServeAsync(app);
    }
}
