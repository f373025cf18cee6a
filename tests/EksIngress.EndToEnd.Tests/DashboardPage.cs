using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace EksIngress.EndToEnd.Tests;

/// <summary>The dashboard's page of resources, with the details of the environment beside it.</summary>
internal sealed partial class DashboardPage(IPage page)
{
    private const int Attempts = 20;
    private const float MillisecondsPerAttempt = 10_000;

    /// <summary>The environment's line.</summary>
    public ILocator Environment => page.GetByRole(AriaRole.Row, new() { NameRegex = EnvironmentRow() });

    /// <summary>Opens the environment's details, with all of its properties.</summary>
    public async Task ShowDetailsAsync()
    {
        var options = page.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button, new() { Name = "View options" });
        await OpenAsync(options, () => Environment.ClickAsync());
        await OpenAsync(Command("Show all properties"), () => options.ClickAsync());
        await Command("Show all properties").ClickAsync();
    }

    /// <summary>A line of the details: a property and its value.</summary>
    public ILocator Property(string name) => page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex($"^{Regex.Escape(name)} ") });

    /// <summary>Opens the environment's menu.</summary>
    public Task OpenMenuAsync() => OpenAsync(
        Command("Re-provision"),
        () => Environment.GetByRole(AriaRole.Button, new() { Name = "Actions" }).ClickAsync());

    /// <summary>An item of the open menu.</summary>
    public ILocator Command(string name) => page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });

    public async Task RunAsync(string command)
    {
        await OpenMenuAsync();
        await Command(command).ClickAsync();
    }

    // The dashboard's dialogs take their content from slots, below which a locator of the dialog itself finds nothing.

    /// <summary>Waits for the question that a command asks first, and answers it with no.</summary>
    public async Task SayNoAsync(string question)
    {
        await Expect(page.GetByText(question)).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "No", Exact = true }).ClickAsync();
        await Expect(page.GetByText(question)).Not.ToBeVisibleAsync();
    }

    /// <summary>Waits until the notifications tell of a command's result.</summary>
    public async Task ExpectResultAsync(string command, string result)
    {
        var heading = page.GetByRole(AriaRole.Heading, new() { Name = "Notifications" });
        await OpenAsync(heading, () => page.GetByRole(AriaRole.Button, new() { Name = "Notifications" }).ClickAsync());
        await Expect(page.GetByText($"\"{command}\" succeeded").First).ToBeVisibleAsync();
        await Expect(page.GetByText(result).First).ToBeVisibleAsync();
        await UntilAsync(heading, WaitForSelectorState.Hidden, () => page.Keyboard.PressAsync("Escape"));
    }

    /// <summary>Goes to the environment's console.</summary>
    public async Task OpenConsoleAsync()
    {
        await Environment.GetByRole(AriaRole.Button, new() { Name = "Console logs" }).ClickAsync();
        await page.WaitForURLAsync(ConsolePage());
    }

    /// <summary>A line of the open console.</summary>
    public ILocator Line(string text) => page.GetByText(text).First;

    private static Task OpenAsync(ILocator content, Func<Task> open) => UntilAsync(content, WaitForSelectorState.Visible, open);

    /// <summary>Acts until it shows. The page is drawn by a server that may be about to draw it anew: what is done to it in that moment is lost.</summary>
    private static async Task UntilAsync(ILocator content, WaitForSelectorState state, Func<Task> act)
    {
        for (var attempt = 1; ; attempt++)
        {
            await act();
            try
            {
                await content.First.WaitForAsync(new() { State = state, Timeout = MillisecondsPerAttempt });
                return;
            }
            catch (TimeoutException) when (attempt < Attempts)
            {
                // Lost: once more.
            }
        }
    }

    [GeneratedRegex("^EKS environment: eks ")]
    private static partial Regex EnvironmentRow();

    [GeneratedRegex("/consolelogs/resource/eks")]
    private static partial Regex ConsolePage();
}
