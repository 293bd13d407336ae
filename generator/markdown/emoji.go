package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	gmtext "github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"platmap/generator/text"
)

// emoji is :name:, which GitHub shows as a character. Its name, not the character, is
// part of the id of a heading, as on GitHub.
type emoji struct {
	ast.BaseInline
	name, char string
	stop       int
}

var kindEmoji = ast.NewNodeKind("Emoji")

func (e *emoji) Kind() ast.NodeKind { return kindEmoji }

func (e *emoji) Dump(source []byte, level int) { ast.DumpHelper(e, source, level, nil, nil) }

// emojiSyntax matches :name: unless it is part of a word, as in 10:30:00 or a:b:c, or
// of a role in reStructuredText, :ref:`x`.
var emojiSyntax = regexp.MustCompile("^:([a-z0-9+-][a-z0-9_+-]*):(?:[^\\pL\\pN:_`/]|[\\p{Han}\\p{Hiragana}\\p{Katakana}]|$)")

type emojiParser struct{}

func (emojiParser) Trigger() []byte { return []byte{':'} }

func (emojiParser) Parse(parent ast.Node, block gmtext.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	m := emojiSyntax.FindSubmatch(line[:min(len(line), maxTag)])
	before := block.PrecendingCharacter()
	if m == nil || before < 0x80 && util.IsAlphaNumeric(byte(before)) || before == ':' || before == '/' || before == '_' {
		return nil
	}
	name := string(m[1])
	char := emojiChars[name]
	if char == "" && (before == '[' || len(name) < 3 || !strings.ContainsFunc(name, func(r rune) bool { return 'a' <= r && r <= 'z' })) {
		return nil // alpha in [[:alpha:]], 30 in 10 :30: 5, and --- in a table
	}
	n := len(name) + len("::")
	block.Advance(n)
	e := &emoji{name: name, char: char, stop: segment.Start + n}
	e.SetPos(segment.Start)
	return e
}

// mayHaveEmoji reports whether :name: may start at the start of s.
func mayHaveEmoji(s string) bool {
	return len(s) > 1 && s[0] == ':' && ('a' <= s[1] && s[1] <= 'z' || '0' <= s[1] && s[1] <= '9' || s[1] == '+' || s[1] == '-')
}

// emoji writes the character, or the text as it is written if the name is unknown.
func (w *writer) emoji(e *emoji) {
	if e.char != "" {
		w.plain(e.char)
		return
	}
	code := ":" + e.name + ":"
	w.plain(code)
	if !w.first("emoji") {
		return
	}
	help := "write the character itself, or put the text between backticks"
	if near := text.Closest(e.name, emojiNames()); near != "" {
		help = "did you mean :" + near + ":?"
	}
	w.in.warn("markdown/foreign", e.Pos(), len(code), help, "%s is not the name of a known emoji and is shown as text", code)
}

// emojiText returns the text of an emoji in a text without markup.
func (w *writer) emojiText(e *emoji) string {
	if e.char == "" || w.emojiNames {
		return ":" + e.name + ":"
	}
	return e.char
}

// hasEmoji reports whether a node contains an emoji.
func hasEmoji(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == kindEmoji || hasEmoji(c) {
			return true
		}
	}
	return false
}

// emojiNames returns the names of all emoji, sorted.
func emojiNames() []string {
	names := make([]string, 0, len(emojiChars))
	for name := range emojiChars {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// emojiChars maps the names that GitHub gives to common emoji to their characters. The
// names are those of https://github.com/github/gemoji, which has all 1,900.
var emojiChars = func() map[string]string {
	fields := strings.Fields(emojiTable)
	chars := make(map[string]string, len(fields)/2)
	for i := 0; i < len(fields); i += 2 {
		chars[fields[i]] = fields[i+1]
	}
	return chars
}()

const emojiTable = `
	+1 👍 -1 👎 100 💯 1234 🔢 1st_place_medal 🥇 2nd_place_medal 🥈 3rd_place_medal 🥉 abacus 🧮 adhesive_bandage 🩹 alarm_clock ⏰ ambulance 🚑 anchor ⚓ apple 🍎
	arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️ arrow_up ⬆️ arrow_upper_right ↗️ arrows_counterclockwise 🔄 art 🎨 astonished 😲 atom_symbol ⚛️ baby 👶
	balloon 🎈 ballot_box_with_check ☑️ bangbang ‼️ bank 🏦 bar_chart 📊 battery 🔋 beer 🍺 beers 🍻 beetle 🪲 bell 🔔 bento 🍱 bike 🚲 biohazard ☣️ birthday 🎂
	black_circle ⚫ black_large_square ⬛ blossom 🌼 blue_book 📘 blue_heart 💙 blush 😊 boat ⛵ bomb 💣 book 📖 bookmark 🔖 bookmark_tabs 📑 books 📚 boom 💥 bow 🙇
	brain 🧠 bread 🍞 bricks 🧱 briefcase 💼 bug 🐛 building_construction 🏗️ bulb 💡 busts_in_silhouette 👥 cactus 🌵 cake 🍰 calendar 📆 calling 📲 camera 📷
	candle 🕯️ card_file_box 🗃️ card_index 📇 card_index_dividers 🗂️ cat 🐱 cd 💿 chains ⛓️ chart 💹 chart_with_downwards_trend 📉 chart_with_upwards_trend 📈
	checkered_flag 🏁 cherries 🍒 cherry_blossom 🌸 clap 👏 clapper 🎬 classical_building 🏛️ clipboard 📋 closed_book 📕 closed_lock_with_key 🔐 cloud ☁️
	clown_face 🤡 coffee ☕ coin 🪙 cold_sweat 😰 collision 💥 compass 🧭 computer 💻 confetti_ball 🎊 confused 😕 congratulations ㊗️ construction 🚧
	construction_worker 👷 control_knobs 🎛️ cookie 🍪 cop 👮 copyright ©️ credit_card 💳 crossed_fingers 🤞 crown 👑 cry 😢 crystal_ball 🔮 customs 🛃 cyclone 🌀
	dancer 💃 dark_sunglasses 🕶️ dart 🎯 dash 💨 date 📅 deciduous_tree 🌳 desktop_computer 🖥️ detective 🕵️ disappointed 😞 dizzy 💫 dna 🧬 dog 🐶 dollar 💵 door 🚪
	dragon 🐉 droplet 💧 drum 🥁 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 egg 🥚 eight 8️⃣ eight_pointed_black_star ✴️ electric_plug 🔌 elephant 🐘 email 📧
	envelope ✉️ envelope_with_arrow 📩 evergreen_tree 🌲 exclamation ❗ exploding_head 🤯 eye 👁️ eyeglasses 👓 eyes 👀 face_with_thermometer 🤒 facepalm 🤦
	factory 🏭 fast_forward ⏩ file_cabinet 🗄️ file_folder 📁 film_strip 🎞️ fire 🔥 fire_engine 🚒 firecracker 🧨 fireworks 🎆 fist ✊ fist_raised ✊ five 5️⃣
	flags 🎏 floppy_disk 💾 flushed 😳 fork_and_knife 🍴 fountain_pen 🖋️ four 4️⃣ four_leaf_clover 🍀 frog 🐸 frowning_face ☹️ gb 🇬🇧 gear ⚙️ gem 💎 gift 🎁
	globe_with_meridians 🌐 goal_net 🥅 green_book 📗 green_circle 🟢 green_heart 💚 grey_exclamation ❕ grey_question ❔ grimacing 😬 grin 😁 grinning 😀 hammer 🔨
	hammer_and_pick ⚒️ hammer_and_wrench 🛠️ handshake 🤝 hatching_chick 🐣 headphones 🎧 heart ❤️ heart_eyes 😍 heavy_check_mark ✔️ heavy_division_sign ➗
	heavy_dollar_sign 💲 heavy_exclamation_mark ❗ heavy_minus_sign ➖ heavy_multiplication_x ✖️ heavy_plus_sign ➕ herb 🌿 high_brightness 🔆 hospital 🏥
	hot_pepper 🌶️ hotel 🏨 hourglass ⌛ hourglass_flowing_sand ⏳ house 🏠 hugs 🤗 hushed 😯 id 🆔 inbox_tray 📥 infinity ♾️ information_source ℹ️ innocent 😇
	iphone 📱 jack_o_lantern 🎃 japan 🗾 jigsaw 🧩 joy 😂 joystick 🕹️ jp 🇯🇵 key 🔑 keyboard ⌨️ keycap_ten 🔟 kissing_heart 😘 kiwi_fruit 🥝 lab_coat 🥼 label 🏷️
	ladder 🪜 large_blue_circle 🔵 large_blue_diamond 🔷 large_orange_diamond 🔶 laughing 😆 leaves 🍃 ledger 📒 left_right_arrow ↔️ left_speech_bubble 🗨️
	lemon 🍋 link 🔗 lock 🔒 lock_with_ink_pen 🔏 loop ➿ loudspeaker 📢 low_brightness 🔅 luggage 🧳 mag 🔍 mag_right 🔎 magic_wand 🪄 magnet 🧲 mailbox 📫 man 👨
	maple_leaf 🍁 medal_military 🎖️ medical_symbol ⚕️ mega 📣 memo 📝 microphone 🎤 microscope 🔬 milky_way 🌌 money_with_wings 💸 moneybag 💰 monkey 🐒
	monocle_face 🧐 moon 🌔 mortar_board 🎓 mountain ⛰️ mouse 🐭 mouse_trap 🪤 movie_camera 🎥 muscle 💪 musical_note 🎵 mute 🔇 nazar_amulet 🧿 nerd_face 🤓
	neutral_face 😐 new 🆕 newspaper 📰 next_track_button ⏭️ nine 9️⃣ no_bell 🔕 no_entry ⛔ no_entry_sign 🚫 no_good 🙅 no_mobile_phones 📵 notebook 📓
	notebook_with_decorative_cover 📔 nut_and_bolt 🔩 o ⭕ ocean 🌊 octopus 🐙 office 🏢 ok 🆗 ok_hand 👌 ok_woman 🙆‍♀️ old_key 🗝️ on 🔛 one 1️⃣ open_book 📖
	open_file_folder 📂 open_hands 👐 open_mouth 😮 orange_book 📙 orange_circle 🟠 outbox_tray 📤 owl 🦉 package 📦 page_facing_up 📄 page_with_curl 📃
	paintbrush 🖌️ palm_tree 🌴 paperclip 📎 parking 🅿️ partly_sunny ⛅ partying_face 🥳 passport_control 🛂 pause_button ⏸️ paw_prints 🐾 peach 🍑 pen 🖊️
	pencil 📝 pencil2 ✏️ penguin 🐧 pensive 😔 performing_arts 🎭 phone ☎️ pill 💊 pinching_hand 🤏 pineapple 🍍 ping_pong 🏓 pizza 🍕 placard 🪧 point_down 👇
	point_left 👈 point_right 👉 point_up ☝️ point_up_2 👆 police_car 🚓 policeman 👮‍♂️ poop 💩 postbox 📮 potable_water 🚰 pouting_face 🙎 pray 🙏 printer 🖨️
	purple_circle 🟣 purple_heart 💜 pushpin 📌 question ❓ rabbit 🐰 racehorse 🐎 racing_car 🏎️ radio 📻 radioactive ☢️ railway_car 🚃 rainbow 🌈 raised_hand ✋
	raised_hands 🙌 raising_hand 🙋 receipt 🧾 recycle ♻️ red_car 🚗 red_circle 🔴 registered ®️ relaxed ☺️ relieved 😌 repeat 🔁 repeat_one 🔂
	rescue_worker_helmet ⛑️ restroom 🚻 rewind ⏪ ribbon 🎀 ring 💍 robot 🤖 rocket 🚀 rofl 🤣 roller_coaster 🎢 rose 🌹 rotating_light 🚨 round_pushpin 📍
	rowboat 🚣 runner 🏃 running 🏃 safety_vest 🦺 satellite 📡 satisfied 😆 school 🏫 scissors ✂️ scream 😱 scroll 📜 seat 💺 secret ㊙️ see_no_evil 🙈 seedling 🌱
	seven 7️⃣ sewing_needle 🪡 shell 🐚 shield 🛡️ ship 🚢 shirt 👕 shopping 🛍️ shopping_cart 🛒 shrug 🤷 signal_strength 📶 six 6️⃣ six_pointed_star 🔯 skull 💀
	sleeping 😴 sleepy 😪 slightly_smiling_face 🙂 small_blue_diamond 🔹 small_orange_diamond 🔸 small_red_triangle 🔺 smile 😄 smiley 😃 smirk 😏 snail 🐌 snake 🐍
	snowflake ❄️ snowman ⛄ sob 😭 soccer ⚽ soon 🔜 sos 🆘 sound 🔉 space_invader 👾 sparkle ❇️ sparkles ✨ sparkling_heart 💖 speak_no_evil 🙊 speaker 🔈
	speech_balloon 💬 spider 🕷️ spiral_calendar 🗓️ spiral_notepad 🗒️ spoon 🥄 squid 🦑 star ⭐ star2 🌟 stars 🌠 statue_of_liberty 🗽 steam_locomotive 🚂
	stop_button ⏹️ stop_sign 🛑 stopwatch ⏱️ straight_ruler 📏 strawberry 🍓 stuck_out_tongue 😛 sun_with_face 🌞 sunflower 🌻 sunglasses 😎 sunny ☀️ sunrise 🌅
	sushi 🍣 sweat 😓 sweat_smile 😅 syringe 💉 tada 🎉 taxi 🚕 tea 🍵 telephone ☎️ telescope 🔭 tennis 🎾 tent ⛺ test_tube 🧪 thermometer 🌡️ thinking 🤔
	thought_balloon 💭 thread 🧵 three 3️⃣ thumbsdown 👎 thumbsup 👍 ticket 🎫 tiger 🐯 timer_clock ⏲️ toolbox 🧰 top 🔝 tornado 🌪️ tractor 🚜 traffic_light 🚥
	train 🚋 tram 🚊 triangular_flag_on_post 🚩 triangular_ruler 📐 trolleybus 🚎 trophy 🏆 tropical_fish 🐠 truck 🚚 trumpet 🎺 tulip 🌷 turtle 🐢 tv 📺
	twisted_rightwards_arrows 🔀 two 2️⃣ umbrella ☔ unamused 😒 unicorn 🦄 unlock 🔓 up 🆙 upside_down_face 🙃 us 🇺🇸 v ✌️ vertical_traffic_light 🚦
	vibration_mode 📳 video_camera 📹 video_game 🎮 violin 🎻 volcano 🌋 vs 🆚 walking 🚶 warning ⚠️ wastebasket 🗑️ watch ⌚ water_buffalo 🐃 watermelon 🍉 wave 👋
	wc 🚾 weary 😩 whale 🐳 wheelchair ♿ white_check_mark ✅ white_circle ⚪ white_flag 🏳️ white_large_square ⬜ wind_chime 🎐 wine_glass 🍷 wink 😉 wolf 🐺
	woman 👩 world_map 🗺️ worried 😟 wrench 🔧 writing_hand ✍️ x ❌ yellow_circle 🟡 yellow_heart 💛 yum 😋 zap ⚡ zero 0️⃣ zipper_mouth_face 🤐 zzz 💤`
